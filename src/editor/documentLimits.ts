// VS Code's own limits for a document, and what they mean for one of ours.

/** `plain`: it opens, without colours, folding and the like. `tooLarge`: VS Code opens none of an extension's. */
export type DocumentFit = 'fine' | 'plain' | 'tooLarge'

/** Characters. TextModel._MODEL_SYNC_LIMIT: above it, "Files above 50MB cannot be synchronized with extensions". */
export const MAX_DOCUMENT = 50 * 1024 * 1024
/** What `editor.largeFileOptimizations` acts on (TextModel.LARGE_FILE_…_THRESHOLD), characters and lines. */
const LARGE_SIZE = 20 * 1024 * 1024
const LARGE_LINES = 300_000

export function documentFit(length: number, lines: number): DocumentFit {
  if (length > MAX_DOCUMENT) return 'tooLarge'
  return length > LARGE_SIZE || lines > LARGE_LINES ? 'plain' : 'fine'
}
