/** What the deck says of itself to other programs: its edition, and its evidence as JSON and JSON-LD. */
import type { Briefing } from '../../briefing/model.ts'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { evidence as ownEvidence } from '../../briefing/evidence.ts'
import { briefingJson, jsonLd } from '../../briefing/json.ts'
import { readSource } from '../../deck/article.ts'
import { edition } from '../../deck/edition.ts'
import { evidence as secondEvidence } from '../second-article/evidence.ts'

const source = readSource('.')
const evidence: Briefing = ownEvidence
const deck = { title: 'A deck', language: 'en' }

test.describe('The edition', () => {
  let root: string
  test.beforeEach(() => {
    root = test.info().outputPath('deck')
    mkdirSync(join(root, 'briefing'), { recursive: true })
    cpSync('briefing/source.json', join(root, 'briefing/source.json'))
    writeFileSync(join(root, 'slides.md'), '# One\n')
  })

  function git(...command: string[]): string {
    return execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...command], { cwd: root, encoding: 'utf8', env: { ...process.env, GIT_COMMITTER_DATE: '2020-02-03T04:05:06Z' } }).trim()
  }

  test('is a commit, the article and the commit’s date, and says when there are changes in no commit', () => {
    git('init', '--quiet')
    git('add', '.')
    git('commit', '--quiet', '-m', 'One')
    const commit = git('rev-parse', 'HEAD').slice(0, 10)
    expect(edition(root)).toEqual({ commit, dirty: false, sha256: source.sha256, date: '2020-02-03T04:05:06.000Z', label: commit })
    writeFileSync(join(root, 'slides.md'), '# Two\n')
    expect(edition(root)).toMatchObject({ commit, dirty: true, label: `${commit} with uncommitted changes` })
  })

  test('does without a commit, even where an outer folder has one', () => {
    const date = statSync(join(root, 'slides.md')).mtime.toISOString()
    expect(edition(root)).toEqual({ commit: null, dirty: false, sha256: source.sha256, date, label: 'not under version control' })
  })
})

test.describe('The evidence as JSON', () => {
  test('holds every entry, and refers to entries that it holds', () => {
    const json = briefingJson(evidence, source)
    const idsOf = (entries: object): string[] => Object.keys(entries)
    for (const collection of ['speakers', 'outlets', 'quotations', 'statements', 'events', 'disputes', 'arguments', 'observations', 'places'] as const)
      expect(json[collection].map(({ id }) => id), collection).toEqual(idsOf(evidence[collection]))
    expect(briefingJson(secondEvidence, source).quantities).toContainEqual(expect.objectContaining({ id: 'believed', amount: { atLeast: 100, atMost: 200 }, unit: 'letters', speaker: 'resident', paragraph: 10 }))
    for (const { speaker, via, paragraph } of [...json.quotations, ...json.statements, ...json.events]) {
      expect(idsOf(evidence.speakers)).toContain(speaker)
      expect([undefined, ...idsOf(evidence.outlets)]).toContain(via)
      expect(paragraph).toBeLessThanOrEqual(json.article.paragraphs)
    }
    for (const { claim, counterclaim } of json.disputes)
      expect(idsOf(evidence.statements)).toEqual(expect.arrayContaining([...claim.statements, ...counterclaim.statements]))
    for (const { steps } of json.arguments)
      expect(idsOf(evidence.statements)).toEqual(expect.arrayContaining(steps))
    expect(JSON.stringify(json)).not.toContain(source.paragraphs[0]?.whole.slice(0, 16))
  })
})

test.describe('The evidence as JSON-LD', () => {
  /** Of schema.org's, those that these types have, own or inherited from CreativeWork and Thing. */
  const creativeWork = ['@type', '@id', 'name', 'description', 'identifier', 'url', 'text', 'abstract', 'inLanguage', 'isBasedOn', 'hasPart', 'headline', 'author', 'publisher', 'datePublished', 'creditText', 'position']
  const properties = { Article: creativeWork, PresentationDigitalDocument: creativeWork, Quotation: creativeWork, Claim: [...creativeWork, 'appearance'] }

  test('says in schema.org’s words what the deck is based on, and quotes each quotation and statement', () => {
    const graph = jsonLd(evidence, source, deck)
    expect(graph['@context']).toBe('https://schema.org')
    const nodes = graph['@graph']
    const ids = nodes.map(node => node['@id'])
    expect(new Set(ids).size).toBe(ids.length)
    for (const node of nodes) {
      expect(properties[node['@type']], node['@id']).toEqual(expect.arrayContaining(Object.keys(node)))
      for (const [, id] of JSON.stringify(node).matchAll(/\{"@id":"([^"]+)"\}/g))
        expect(ids).toContain(id)
      if (node['@type'] !== 'Article')
        expect(node.isBasedOn, node['@id']).toEqual({ '@id': '#article' })
    }
    const textsOf = (type: string): unknown[] => nodes.filter(node => node['@type'] === type).map(({ text }) => text)
    expect(textsOf('Quotation')).toEqual(Object.values(evidence.quotations).map(({ exact }) => exact))
    expect(textsOf('Claim')).toHaveLength(Object.keys(evidence.statements).length + Object.keys(evidence.quantities ?? {}).length)
    expect(jsonLd(secondEvidence, source, deck)['@graph']).toContainEqual(expect.objectContaining({ '@id': '#quantity-believed', 'text': '100 to 200 letters, by her own estimate', 'position': 10 }))
  })

  test('leaves out what the article does not give, and gives what it does', () => {
    const articleOf = (given: Partial<typeof source>): object => jsonLd(evidence, { ...source, title: null, outlet: null, author: null, date: null, url: null, ...given }, deck)['@graph'].find(node => node['@type'] === 'Article') ?? {}
    expect(Object.keys(articleOf({})).sort()).toEqual(['@id', '@type', 'identifier'])
    expect(articleOf({ title: 'T', author: 'A', outlet: 'O', date: '2020-01-02', url: 'https://example.org/' })).toMatchObject({ headline: 'T', author: { '@type': 'Person', 'name': 'A' }, publisher: { name: 'O' }, datePublished: '2020-01-02', url: 'https://example.org/' })
  })
})
