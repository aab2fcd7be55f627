/** Error codes of Microsoft.Insights, each with the source that says so. */
export const monitorErrors = {
  Conflict: "Azure/terraform-azurerm-avm-ptn-aiml-landing-zone issue 19",
} as const;
