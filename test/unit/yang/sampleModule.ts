// A small module that has a bit of everything, pieces of YANG, chance that can be repeated.

export const SAMPLE = `module sample { // one
  yang-version 1.1;
  namespace "urn:sample"; prefix s;
  import other { prefix o; revision-date 2020-01-01; }
  /* two
   lines */
  revision 2024-02-03 { description "First
      of all." + ' and \\n' + "\\"last\\""; }
  feature f { if-feature "not o:g and (h or i)"; }
  typedef t { type uint8 { range "1..max | 3"; } default 7; }
  grouping g { leaf x { type t; must "../y > 1" { error-message 'no'; } } }
  container c { s:mark "here" { s:inner; }
    list l { key "a b"; unique "x o:y"; leaf a { type string { pattern "[a-z\\\\d]+"; } } leaf b { type leafref { path "../a"; } } }
    uses g { refine x { default 3; } }
    choice ch { case one { leaf p { type empty; } } leaf q { type union { type int8; type string; } } }
  }
  augment "/o:top/o:list" { when "a='b'"; leaf z { type o:t; } }
  rpc r { input { anydata d; } }
}
`

export const PIECES = [
  '{', '}', ';', '"', "'", '\\', '+', '//', '/*', '*/', '\n', '\r', ' ', '\t', ':', '\ufeff', '\u0000', '\ud83d',
  'leaf', 'x', 'container c', '"a b"', "'q'", '"\\', 'oc:ext', '..', '/a:b', 'module m {', '1.1', '"x" + "y"',
] // prettier-ignore

/** A whole number from 0 below its argument, the same ones for the same seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
