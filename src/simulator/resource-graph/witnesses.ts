const limits = "learn.microsoft.com governance/resource-graph/concepts/query-language";

/** Error codes of Azure Resource Graph, each with the source that says so; most stand in `details`. */
export const resourceGraphErrors = {
  AccessDenied:
    "Azure/aztfexport issue 410; learn.microsoft.com resource-graph/troubleshoot/general",
  BadRequest: "Azure/aztfexport issue 485",
  CouldNotDecodeSkipToken: "microsoft/ARI issue 201",
  DisallowedLogicalTableName: "Azure/azqr issue 847",
  FacetsNotSimulated: "a limit of ours: real Azure takes facets",
  InvalidQuery: "Azure/aztfexport issue 485",
  InvalidQueryLanguage:
    "Azure/azure-powershell issue 13762 (an operator that is not supported; there without its place)",
  InvalidRequestOptions: "assumption: the code for query options beyond the specification's bounds",
  ManagementGroupsNotSimulated: "a limit of ours: real Azure takes management groups",
  ParserFailure: "Azure/aztfexport issue 485",
  RateLimiting: "Azure/azure-cli-extensions issue 3325",
  SemanticError:
    "assumption: the code for a query without meaning, such as of a column that there is not; its text is Kusto's",
  UnsupportedJoinFlavor: "MicrosoftDocs/azure-docs issue 45495",
} as const;

/** Limits that are enforced. */
export const resourceGraphLimits = {
  "15 queries of a user in 5 seconds":
    "learn.microsoft.com governance/resource-graph/concepts/guidance-for-throttled-requests",
  "1000 rows of a page": "azure-rest-api-specs resourcegraph, QueryRequestOptions ($top)",
  "3 join, 3 mv-expand and 3 legs of union in a query": limits,
  "400 rows of one row by mv-expand, 128 unless told otherwise": limits,
} as const;
