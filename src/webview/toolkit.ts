// Registers the components of @vscode/webview-ui-toolkit that the panels use.

import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit'

/** `vscode-text-field` and `vscode-dropdown`. */
export interface ValueElement extends HTMLElement {
  value: string
}

/** `vscode-panels`. */
export interface PanelsElement extends HTMLElement {
  /** Id of the tab in front. */
  activeid: string
}

export function registerReplyComponents(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeProgressRing(),
    vsCodeTextField(),
  )
}

export function registerResultsComponents(): void {
  provideVSCodeDesignSystem().register(vsCodeButton())
}

export function registerCapabilitiesComponents(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing(), vsCodeTextField())
}
