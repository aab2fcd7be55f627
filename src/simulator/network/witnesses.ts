/** Error codes of Microsoft.Network, each with the source that says so. */
export const networkErrors = {
  InUseNetworkSecurityGroupCannotBeDeleted:
    "learn.microsoft.com virtual-network/manage-network-security-group",
  InUseSubnetCannotBeDeleted: "microsoft/nav-arm-templates issue 161",
  InvalidAddressPrefixFormat: "Azure/azure-service-operator issue 997",
  NetcfgInvalidSubnet: "Azure/azure-cli issue 10917",
  NicInUse: "hashicorp/terraform-provider-azurerm issue 8105",
  PublicIPAddressCannotBeDeleted: "hashicorp/terraform-provider-azurerm issue 688",
  SubnetIsFull:
    "learn.microsoft.com virtual-network/virtual-networks-faq (five reserved addresses)",
} as const;
