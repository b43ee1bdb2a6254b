// Tooltips that list facts, some of which a device has told.

import { MarkdownString } from 'vscode'

export type Fact = readonly [name: string, value: string]

/** Names and messages may come from a device: `appendText` escapes them, and no link in here is a command. */
export function factsTooltip(title: string, facts: readonly Fact[]): MarkdownString {
  const text = new MarkdownString()
  text.appendMarkdown('**').appendText(title).appendMarkdown('**')
  for (const [name, value] of facts) text.appendMarkdown(`  \n${name}: `).appendText(value)
  return text
}
