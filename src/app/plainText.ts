// Makes text that a device sent safe to show where VS Code turns [words](address) into links.

/**
 * Notifications and input boxes of VS Code run `command:` links when these are clicked, so a device must not be able to
 * write one. A zero-width space between the brackets keeps the text readable and makes it no link.
 */
export function plainText(text: string): string {
  return text.replaceAll('](', ']\u200b(')
}
