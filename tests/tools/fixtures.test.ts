import { expect, test } from '../helpers/deck.ts'

test.describe('The page that tests are given', () => {
  test('shows the first slide of the build', async ({ page }) => {
    await page.goto('/1')
    await expect(page.locator('h1').first()).toBeVisible()
  })

  test('records a console error, a page error, a missing file and a foreign request', async ({ page, problems }) => {
    await page.goto('/1')
    await page.evaluate(async () => {
      console.error('said on purpose')
      setTimeout(() => {
        throw new Error('thrown on purpose')
      })
      await fetch('/missing.json')
      await fetch('http://192.0.2.1/').catch(() => {})
    })
    await expect.poll(() => problems.join('\n')).toMatch(/thrown on purpose/)
    expect(problems.join('\n')).toMatch(/said on purpose/)
    expect(problems.join('\n')).toMatch(/missing\.json was answered with 404/)
    expect(problems.join('\n')).toMatch(/leave this machine: http:\/\/192\.0\.2\.1/)
    problems.length = 0
  })
})
