/** Collects rules from the style sheets of a page. */
import type { RulesOptions } from '../rules-in-use.ts'

interface Scope {
  readonly inside: readonly Element[]
  readonly outside: readonly Element[]
  readonly restriction: string
}

const fontAddress = /url\("?([^")]+)"?\)/
const fileAddresses = /url\("?((?!data:)[^")]+)"?\)/g
const pseudoElementAtEnd = /(?=::[\w-]+(?:\([^)]*\))?$)|(?<!::[\w-]+(?:\([^)]*\))?)$/

/** Returns the `@font-face` rules of the fonts that are loaded, and the files' paths, which the rules name too. */
export function collectFonts(): { css: string, files: string[] } {
  const loaded = new Set(performance.getEntriesByType('resource').map(({ name }) => name))
  const faces = new Map<string, string>()
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      const address = rule instanceof CSSFontFaceRule ? fontAddress.exec(rule.cssText)?.[1] : undefined
      const url = address === undefined ? undefined : new URL(address, sheet.href ?? location.href)
      if (url && address !== undefined && loaded.has(url.href))
        faces.set(url.pathname, rule.cssText.replace(address, url.pathname))
    }
  }
  return { css: [...faces.values()].join('\n'), files: [...faces.keys()] }
}

/** Returns the rules that apply to the elements that the options select. */
export function collectRules({ within, around, restriction }: Required<RulesOptions>): string {
  const scope: Scope = {
    inside: Array.from(document.querySelectorAll(within), root => [root, ...root.querySelectorAll('*')]).flat(),
    outside: [...document.querySelectorAll(around)],
    restriction,
  }
  return Array.from(document.styleSheets, ({ media, cssRules }) => media.mediaText === '' || media.mediaText === 'all' ? rulesIn(cssRules, scope) : '').join('\n')
}

function rulesIn(rules: CSSRuleList, scope: Scope): string {
  return Array.from(rules, rule => ruleIn(rule, scope)).filter(text => text !== '').join('\n')
}

function ruleIn(rule: CSSRule, scope: Scope): string {
  if (rule instanceof CSSStyleRule) {
    const selectors = split(rule.selectorText).flatMap(one => used(one.trim(), scope))
    return selectors.length > 0 ? `${selectors.join(',')}{${withPaths(rule.style.cssText, rule.parentStyleSheet)}}` : ''
  }
  if (rule instanceof CSSMediaRule || rule instanceof CSSSupportsRule || rule instanceof CSSLayerBlockRule) {
    const inner = rulesIn(rule.cssRules, scope)
    return inner === '' ? '' : `${rule.cssText.slice(0, rule.cssText.indexOf('{'))}{${inner}}`
  }
  return rule instanceof CSSLayerStatementRule ? rule.cssText : ''
}

/** Splits a list of selectors at its own commas, not at those inside `:is(…)`. */
function split(list: string): string[] {
  const parts = ['']
  let depth = 0
  for (const character of list) {
    depth += character === '(' || character === '[' ? 1 : character === ')' || character === ']' ? -1 : 0
    if (character === ',' && depth === 0)
      parts.push('')
    else
      parts[parts.length - 1] += character
  }
  return parts
}

/** The selector itself if it matches an element around, and a restricted one if it matches an element inside. */
function used(selector: string, { inside, outside, restriction }: Scope): string[] {
  const asked = staticPart(selector)
  try {
    return [
      ...outside.some(element => element.matches(asked)) ? [selector] : [],
      ...inside.some(element => element.matches(asked)) ? [selector.replace(pseudoElementAtEnd, restriction)] : [],
    ]
  }
  catch {
    // Not a selector that the browser knows, so no rule either.
    return []
  }
}

/** A selector without states and pseudo-elements, because only elements can be matched. */
function staticPart(selector: string): string {
  return selector
    .replace(/::?(?:before|after|first-letter|first-line|marker|placeholder|selection|backdrop)/g, '')
    .replace(/::[\w-]+(?:\([^)]*\))?/g, '')
    .replace(/:not\(\.(?:dark|light)\)|\.(?:dark|light)(?![\w\\-])/g, '')
    .replace(/:(?:hover|focus-visible|focus-within|focus|active|visited)(?![\w-])/g, '')
    // A part that is now empty matches anything.
    .replace(/^\s*(?=[>+~]|$)|([>+~]\s*)(?=$|[>+~])/g, '$1*')
}

function withPaths(css: string, sheet: CSSStyleSheet | null): string {
  return css.replace(fileAddresses, (_, address: string) => `url("${new URL(address, sheet?.href ?? location.href).pathname}")`)
}
