/** Error codes of Microsoft.Storage, each with the source that says so. */
export const storageErrors = {
  AccountNameInvalid:
    "learn.microsoft.com azure-resource-manager/troubleshooting/error-storage-account-name",
  StorageAccountAlreadyExists:
    "learn.microsoft.com azure-resource-manager/troubleshooting/error-storage-account-name",
  StorageAccountAlreadyTaken: "hashicorp/terraform issue 11485",
} as const;
