// The webview's one line to the extension: intents go up, state comes down.

interface VsCodeApi {
  postMessage(message: unknown): void
  getState(): unknown
  setState(state: unknown): void
}

declare function acquireVsCodeApi(): VsCodeApi

export interface Host<Intent, State> {
  send(intent: Intent): void
  listen(receive: (state: State) => void): void
  /** What was kept when the panel was last in sight, as long as it is not closed. */
  recall(): unknown
  keep(state: unknown): void
}

/** To be called once: VS Code hands its API out a single time. */
export function connectHost<Intent, State>(): Host<Intent, State> {
  const api = acquireVsCodeApi()
  return {
    send: (intent) => api.postMessage(intent),
    listen: (receive) => {
      // Only VS Code itself can post into the webview's frame.
      window.addEventListener('message', ({ data }: MessageEvent<State>) => receive(data))
    },
    recall: () => api.getState(),
    keep: (state) => api.setState(state),
  }
}
