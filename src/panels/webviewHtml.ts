// The page a panel's webview starts from: one script, one style sheet, nothing else allowed.

import { randomBytes } from 'node:crypto'
import { Uri, type Webview, type WebviewOptions } from 'vscode'

/** The panels that have a bundle in `dist/webview`. */
export type WebviewBundle = 'reply' | 'capabilities' | 'results'

const folderOf = (extensionUri: Uri): Uri => Uri.joinPath(extensionUri, 'dist', 'webview')

export function webviewOptions(extensionUri: Uri): WebviewOptions {
  return { enableScripts: true, localResourceRoots: [folderOf(extensionUri)] }
}

/** Nothing in the page comes from a device: its content arrives by message and is set as text. */
export function webviewHtml(webview: Webview, extensionUri: Uri, bundle: WebviewBundle): string {
  const nonce = randomBytes(16).toString('hex')
  const resource = (name: string): string =>
    webview.asWebviewUri(Uri.joinPath(folderOf(extensionUri), name)).toString()
  const policy = `default-src 'none'; style-src ${webview.cspSource} 'nonce-${nonce}'; script-src 'nonce-${nonce}'`
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <!-- The toolkit takes the nonce for its own style sheets from here. -->
    <meta property="csp-nonce" content="${nonce}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${resource(`${bundle}.css`)}">
  </head>
  <body>
    <script nonce="${nonce}" src="${resource(`${bundle}.js`)}"></script>
  </body>
</html>`
}
