// A YANG text as it was written: statements with their ranges, comments apart, and what is wrong with it.

/** One statement. Offsets are UTF-16 code units into the text that was read; ends are exclusive. */
export interface Statement {
  /** The keyword without its prefix: `leaf`, or an extension's name. */
  readonly keyword: string
  /** Of an extension's use (`oc-ext:openconfig-version`), undefined for YANG's own keywords. */
  readonly prefix: string | undefined
  /** Quotes, escapes, `+` and the indentation of RFC 7950 §6.1.3 resolved; undefined where there is none. */
  readonly argument: string | undefined
  readonly children: readonly Statement[]
  /** From the keyword's first character to behind `;` or `}`. The keyword, prefix included, begins here. */
  readonly start: number
  readonly end: number
  /** The argument as written, quotes included; both -1 where there is none. */
  readonly argumentStart: number
  readonly argumentEnd: number
}

export interface Comment {
  /** `//` or `/*` included. */
  readonly start: number
  readonly end: number
}

export interface YangProblem {
  readonly severity: 'error' | 'warning'
  /** One sentence for people. */
  readonly message: string
  /** Of the text that the problem is in; the module's or submodule's name where it is known. */
  readonly module: string | undefined
  readonly start: number
  readonly end: number
}

/** A YANG text, read. Reading never throws: what cannot be understood is a problem with its range. */
export interface YangText {
  readonly text: string
  /** `module` or `submodule`; more or fewer than one is a problem, not an exception. */
  readonly statements: readonly Statement[]
  readonly comments: readonly Comment[]
  readonly problems: readonly YangProblem[]
}
