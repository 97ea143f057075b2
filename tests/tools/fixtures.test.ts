import { expect, expectProblems, test } from '../helpers/deck.ts'

test.describe('The page that tests are given', () => {
  test('records a console error, a page error, a missing file and a foreign request, and nothing else', async ({ page, problems }) => {
    await page.goto('1')
    await page.evaluate(async () => {
      console.error('said on purpose')
      setTimeout(() => {
        throw new Error('thrown on purpose')
      })
      await fetch('/missing.json')
      await fetch('http://192.0.2.1/').catch(() => {})
    })
    await expectProblems(problems, /has an error: said on purpose$/, /threw an error: Error: thrown on purpose/, /\/missing\.json was answered with 404$/, /would leave this machine: http:\/\/192\.0\.2\.1\//)
  })

  test('has its complaints compared one by one with what a test expects', async () => {
    const problems = ['One is missing', 'Two is missing']
    await expect(expectProblems(problems, /One/)).rejects.toThrow('Two is missing')
    expect(problems, 'kept, so that they fail their test').toHaveLength(2)
    await expectProblems(problems, /One/, /Two/)
    expect(problems).toEqual([])
  })
})
