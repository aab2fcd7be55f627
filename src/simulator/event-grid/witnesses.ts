/** Errors of Microsoft.EventGrid, each with the source that shows it. */
export const eventGridErrors = {
  InvalidRequest:
    "zscaler/terraform-azurerm-cloud-connector-modules modules/terraform-zscc-ztags-azure (one topic of a source; no right at it); " +
    "Azure-Samples/AzureMapsCodeSamples issue 75 (location); Azure/azure-cli issue 11627 (address); assumption: the text about names, and that a topic keeps its source",
} as const;
