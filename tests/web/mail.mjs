// The mail readers that a letter to residents must look right in: the families most people use.
// Samsung's, Yahoo's and Outlook's are beside Gmail's and Apple's what British public bodies see most of.

export const READERS = ["gmail.*", "apple-mail.*", "outlook.*", "samsung-email.*", "yahoo.*"];
