// What commands act with: the running extension and the editor's own parts.

import type { AppContext } from '../app/context.ts'
import type { Device } from '../app/settings.ts'
import type { Demo } from '../app/demo.ts'
import type { Documents } from '../editor/documents.ts'
import type { EditProblems } from '../editor/editProblems.ts'
import type { ShownResults } from '../panels/resultsPanel.ts'

export interface CommandContext extends AppContext {
  readonly documents: Documents
  readonly problems: EditProblems
  readonly demo: Demo
  /** Runs what a person chose later, with errors shown as those of any command. */
  readonly run: (action: () => Promise<void>) => Promise<void>
  /** Brings the reply panel to the front, with its last reply. */
  readonly revealReplies: () => void
  readonly showCapabilities: (device: Device) => void
  /** Opens a panel for results that are coming in. */
  readonly showResults: (results: ShownResults) => Promise<void>
  /** Something in them changed; to be called as often as it happens. Returns whether a panel shows them. */
  readonly resultsChanged: (results: ShownResults) => boolean
  /** Brings the last results to the front; false where there are none. */
  readonly revealResults: () => boolean
}
