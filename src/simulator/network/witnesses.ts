/** Error codes of Microsoft.Network, each with the source that says so. */
export const networkErrors = {
  ComputeResourceZoneConstraintDoesNotMatchPublicIPAddressZoneConstraint:
    "Azure/azurehpc issue 317; fortinet/azure-templates issue 43",
  InUseNetworkSecurityGroupCannotBeDeleted:
    "learn.microsoft.com virtual-network/manage-network-security-group",
  InUseSubnetCannotBeDeleted: "microsoft/nav-arm-templates issue 161",
  InvalidAddressPrefixFormat: "Azure/azure-service-operator issue 997",
  NetcfgInvalidSubnet: "Azure/azure-cli issue 10917",
  NicInUse: "hashicorp/terraform-provider-azurerm issue 8105",
  PublicIPAddressCannotBeDeleted: "hashicorp/terraform-provider-azurerm issue 688",
  ResourceAvailabilityZonesCannotBeModified:
    "Azure/AzOps issue 701; Azure/azure-powershell issue 13656",
  SubnetIsFull:
    "learn.microsoft.com virtual-network/virtual-networks-faq (five reserved addresses)",
  ZonesNotAllowedInBasicSkuResource: "Azure/azure-cli issue 8933; microsoft/lisa pull request 3343",
} as const;
