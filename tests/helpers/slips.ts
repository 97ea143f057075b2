/** Slips that people commit when they enter an article and make slides of it: made by the thousand, by class, in a sound deck. */
import type { Briefing, Dispute, Outlet, Quantity, Quotation, ReportedEvent, Speaker, Statement } from '../../briefing/model.ts'
import fc from 'fast-check'
import { figuresIn } from '../../briefing/facts.ts'
import { ending, limitsOf } from '../../briefing/model.ts'

/** A deck with one slip in it. */
export interface Slip {
  readonly evidence: Briefing
  /** The slides, if the slip is in them. */
  readonly slides?: string
  /** The statement or event that it is in, if it is in one. */
  readonly item?: Statement | ReportedEvent
}

type Arbitrary = fc.Arbitrary<Slip>

const negation = /\b(?:not|no|cannot) ?/i
const firstTwoWords = /^(\S+ \S+)/
const endOfLastNote = /(?=\n-->\s*$)/
const invented: Outlet = { id: 'invented', name: 'The Morning Ledger' }

/** Replaces a statement wherever it is: under statements, and in every dispute and argument that has it. */
function withStatement(evidence: Briefing, changed: Statement): Slip {
  const swap = (statement: Statement): Statement => statement.id === changed.id ? changed : statement
  const side = ({ statements, ...rest }: Dispute['claim']): Dispute['claim'] => ({ ...rest, statements: statements.map(swap) })
  return {
    evidence: {
      ...evidence,
      statements: Object.fromEntries(Object.entries(evidence.statements).map(([id, statement]) => [id, swap(statement)])),
      disputes: Object.fromEntries(Object.entries(evidence.disputes).map(([id, dispute]) => [id, { ...dispute, claim: side(dispute.claim), counterclaim: side(dispute.counterclaim) }])),
    },
    item: changed,
  }
}

/** Replaces a quotation, and the statements that end in it. */
function withQuotation(evidence: Briefing, before: Quotation, changed: Quotation): Slip {
  const quoting = Object.values(evidence.statements).filter(({ quotation }) => quotation === before)
  const withAll = quoting.reduce((deck, statement) => withStatement(deck, { ...ending(changed, statement.text), id: statement.id }).evidence, evidence)
  return { evidence: { ...withAll, quotations: { ...withAll.quotations, [changed.id]: changed } } }
}

function withDispute(evidence: Briefing, changed: Dispute): Slip {
  return { evidence: { ...evidence, disputes: { ...evidence.disputes, [changed.id]: changed } } }
}

/** Makes the evidence anew, with every statement, quotation and dispute put in its own place. Nothing in it is wrong. */
export function withoutSlip(evidence: Briefing): Briefing {
  const quoted = Object.values(evidence.quotations).reduce((deck, quotation) => withQuotation(deck, quotation, { ...quotation }).evidence, evidence)
  const stated = Object.values(quoted.statements).reduce((deck, statement) => withStatement(deck, { ...statement }).evidence, quoted)
  return Object.values(stated.disputes).reduce((deck, dispute) => withDispute(deck, { ...dispute }).evidence, stated)
}

/** Gives every class of slips, as what makes them at random. */
export function slipsIn(evidence: Briefing, slides: string): Readonly<Record<string, Arbitrary>> {
  const statements = Object.values<Statement>(evidence.statements)
  const quotations = Object.values<Quotation>(evidence.quotations)
  const disputes = Object.values<Dispute>(evidence.disputes)
  const events = Object.values<ReportedEvent>(evidence.events)
  const others = Object.values<Speaker>(evidence.speakers).filter(({ kind }) => kind !== 'author')
  const quantities = Object.values<Quantity>(evidence.quantities ?? {})
  const right = new Set(quantities.flatMap(({ amount }) => Object.values(limitsOf(amount))))
  const aStatement = fc.constantFrom(...statements)
  const aQuotation = fc.constantFrom(...quotations)
  const aSpeaker = fc.constantFrom(...others)
  const aDispute = fc.constantFrom(...disputes)
  const counted = statements.filter(({ text }) => figuresIn(text).length > 0)
  const dated = events.filter(({ when }) => when.kind === 'year' || when.kind === 'relative')
  const reported = statements.filter(({ voice, quotation }) => voice === 'indirect' && quotation === undefined)
  return {
    'number in a statement': fc.tuple(fc.constantFrom(...counted), fc.nat(), fc.integer({ min: 2, max: 9999 })).map(([statement, at, value]) => {
      const figures = figuresIn(statement.text)
      return withStatement(evidence, { ...statement, text: statement.text.replace(figures[at % figures.length]?.words ?? '', String(value)) })
    }).filter(({ item }) => !counted.some(({ id, text }) => id === item?.id && figuresIn(text).map(({ fact }) => fact).join() === figuresIn(item.text).map(({ fact }) => fact).join())),
    'amount of a quantity': fc.tuple(fc.constantFrom(...quantities), fc.integer({ min: 2, max: 9999 }).filter(amount => !right.has(amount))).map(([quantity, amount]) => ({ evidence: { ...evidence, quantities: { ...evidence.quantities, [quantity.id]: { ...quantity, amount } } } })),
    'date of an event': fc.tuple(fc.constantFrom(...dated), fc.integer({ min: 1, max: 28 }), fc.constantFrom('January', 'June', 'August', 'Sunday', 'last week')).map(([event, day, word]) => {
      const changed: ReportedEvent = { ...event, when: event.when.kind === 'year' ? { kind: 'year', year: event.when.year + day } : { kind: 'relative', words: word } }
      return { evidence: { ...evidence, events: { ...evidence.events, [event.id]: changed } }, item: changed }
    }),
    'negation put in or left out': aStatement.map((statement) => {
      const text = statement.text.replace(negation, '')
      return withStatement(evidence, { ...statement, text: text === statement.text ? statement.text.replace(firstTwoWords, '$1 not') : text })
    }),
    'statement given to another speaker': fc.tuple(fc.constantFrom(...reported), aSpeaker).filter(([statement, speaker]) => statement.speaker !== speaker).map(([statement, speaker]) => withStatement(evidence, { ...statement, speaker })),
    'quotation given to another speaker': fc.tuple(aQuotation, aSpeaker).filter(([quotation, speaker]) => quotation.speaker !== speaker).map(([quotation, speaker]) => withQuotation(evidence, quotation, { ...quotation, speaker })),
    'outlet invented': aStatement.map(statement => ({ ...withStatement({ ...evidence, outlets: { ...evidence.outlets, invented } }, { ...statement, via: invented }) })),
    'outlet left out': fc.constantFrom(...statements.filter(({ via }) => via !== undefined)).map(({ via, ...statement }) => withStatement(evidence, statement)),
    'word of a quotation changed': fc.tuple(aQuotation, fc.nat(), fc.constantFrom('hardly', 'never', 'very', 'now')).map(([quotation, at, word]) => {
      const words = quotation.exact.split(' ')
      return withQuotation(evidence, quotation, { ...quotation, exact: words.with(at % words.length, word).join(' ') })
    }),
    'quotation cut short': fc.tuple(fc.constantFrom(...quotations.filter(({ exact }) => exact.includes(' '))), fc.nat(), fc.boolean()).map(([quotation, at, isAtEnd]) => {
      const words = quotation.exact.split(' ')
      const count = 1 + at % (words.length - 1)
      return withQuotation(evidence, quotation, { ...quotation, exact: (isAtEnd ? words.slice(0, -count) : words.slice(count)).join(' ') })
    }),
    'sides of a dispute exchanged': aDispute.map(dispute => withDispute(evidence, { ...dispute, claim: dispute.counterclaim, counterclaim: dispute.claim })),
    'side of a dispute thinned out': fc.tuple(aDispute, fc.boolean(), fc.nat()).filter(([dispute, isClaim]) => dispute[isClaim ? 'claim' : 'counterclaim'].statements.length > 0).map(([dispute, isClaim, at]) => {
      const name = isClaim ? 'claim' : 'counterclaim'
      const { statements } = dispute[name]
      return withDispute(evidence, { ...dispute, [name]: { ...dispute[name], statements: statements.toSpliced(at % statements.length, 1) } })
    }),
    'quotation in a note, given to another speaker': fc.tuple(aQuotation, aSpeaker).filter(([quotation, speaker]) => !Object.is(quotation.speaker, speaker)).map(([{ exact }, { name }]) => ({ evidence, slides: slides.replace(endOfLastNote, `\n${name} says “${exact}”.`) })),
    'slide of a dispute deleted': aDispute.map(({ id }) => ({ evidence, slides: slides.replace(new RegExp(`---\\nsection: [^\\n]*\\nrouteAlias: ${id}\\n[\\s\\S]*?-->\\n\\n`), '') })),
  }
}
