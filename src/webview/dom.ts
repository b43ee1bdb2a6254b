// Makes elements with their content as text, never as markup.

export type Child = Node | string | undefined

type Properties = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * An element with attributes and children; `undefined` and `false` ones are left out, `true` is an attribute without
 * value. The toolkit's elements read attributes too.
 */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes?: Properties,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name]
export function make(name: string, attributes?: Properties, ...children: readonly Child[]): HTMLElement
export function make(name: string, attributes: Properties = {}, ...children: readonly Child[]): HTMLElement {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : String(value))
  }
  element.append(...children.filter((child) => child !== undefined))
  return element
}

/** A toolkit button; `title` is its tooltip and, for one with an icon alone, its name. */
export function button(
  label: string,
  options: { readonly appearance?: 'primary' | 'secondary' | 'icon'; readonly title?: string },
  press: () => void,
): HTMLElement {
  const { appearance = 'secondary', title } = options
  const element = make('vscode-button', { appearance, title, 'aria-label': title }, label)
  element.addEventListener('click', press)
  return element
}
