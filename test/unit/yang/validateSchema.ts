// A small schema with one of everything that validation looks at.

import { parseXml } from '../../../src/xml/parse.ts'
import { buildSchema } from '../../../src/yang/schema.ts'
import { validate } from '../../../src/yang/validate.ts'
import { createValidateMemory } from '../../../src/yang/validateMemory.ts'
import type { Validation, ValidateOptions } from '../../../src/yang/validation.ts'

const MODULE = `module m {
  yang-version 1.1; namespace "urn:m"; prefix m;
  import n { prefix n; }
  identity base; identity one { base base; }
  typedef percent { type uint8 { range "0..100" { error-message "Not a percentage."; error-app-tag "pct"; } } }
  container c {
    leaf a { type uint8; mandatory true; }
    leaf state { type string; config false; }
    list l {
      key "k j"; unique "u"; min-elements 1; max-elements 3;
      leaf k { type string; } leaf j { type string; } leaf u { type string; }
      leaf-list ll { type int8; max-elements 2; }
      leaf ref { type leafref { path "../../a"; } }
      leaf entry { type leafref { path "../../l[k = current()/../k]/u"; } }
      action go { input { leaf x { type uint8; mandatory true; } } output { leaf y { type string; } } }
      notification event { leaf z { type int8; } }
    }
    choice ch {
      mandatory true;
      case one { leaf one-a { type string; } leaf one-b { type string; mandatory true; } }
      leaf two { type string; }
      container three { leaf in-three { type string; } }
    }
    leaf w { when "../a > 3"; type string; }
    leaf limited { must ". > 5" { error-message "Too small"; error-app-tag "small"; } type int8; }
    container np { leaf q { type string; mandatory true; } must "q != 'x'"; }
    container pr { presence p; leaf q { type string; mandatory true; } leaf d { type uint8; default 7; } must "d < 9"; }
    leaf ii { type instance-identifier; }
    leaf loose { type instance-identifier { require-instance false; } }
    leaf e { type empty; } leaf big { type uint64; } leaf dec { type decimal64 { fraction-digits 2; } }
    leaf pct { type percent; } leaf id { type identityref { base base; } } leaf flag { type boolean; }
    leaf either { type union { type leafref { path "../l/u"; } type enumeration { enum auto; } } }
    leaf bits { type bits { bit x; bit y; } }
    anydata any;
    list user { ordered-by user; key name; leaf name { type string; } leaf v { type string; } }
    leaf-list order { ordered-by user; type string; }
  }
  rpc op {
    input { leaf x { type uint8; mandatory true; } leaf y { type int8; default 7; must ". < 9"; } leaf r { type leafref { path "/c/a"; } } }
    output { leaf y { type string; mandatory true; } leaf z { type uint8; } }
  }
  notification note { leaf z { type int8; mandatory true; } }
}`

const OTHER = `module n {
  namespace "urn:n"; prefix n;
  import ietf-yang-metadata { prefix md; }
  md:annotation flag { type boolean; }
  md:annotation text { type string; }
  container other { leaf must-be { type string; mandatory true; } leaf a { type string; } }
}`

const METADATA = `module ietf-yang-metadata {
  namespace "urn:ietf:params:xml:ns:yang:ietf-yang-metadata"; prefix md;
  extension annotation { argument name; }
}`

export const schema = buildSchema({ texts: [MODULE, OTHER, METADATA] })
const memory = createValidateMemory(schema)

export const NAMESPACES =
  'xmlns="urn:m" xmlns:m="urn:m" xmlns:n="urn:n" xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0" ' +
  'xmlns:yang="urn:ietf:params:xml:ns:yang:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

/** What a valid container `c` holds. */
export const VALID = '<a>5</a><l><k>1</k><j>1</j><u>u</u></l><two>x</two><np><q>y</q></np>'

/** Elements in the module's namespace, other prefixes at hand. */
export function elementsFrom(text: string): ReturnType<typeof parseXml>['roots'] {
  const { root, problems } = parseXml(`<data ${NAMESPACES}>${text}</data>`)
  if (problems.length > 0) throw new Error(problems[0]?.message)
  return root?.children.filter((child) => child.kind === 'element') ?? []
}

export function validateText(text: string, options: ValidateOptions): Validation {
  return validate(schema, elementsFrom(text), { memory, ...options })
}

/** `fault path` of each problem; a warning has a `?` behind it. */
export function faultsIn(text: string, options: ValidateOptions): string[] {
  return validateText(text, options).problems.map(
    ({ fault, path, severity }) => `${fault}${severity === 'warning' ? '?' : ''} ${path}`,
  )
}
