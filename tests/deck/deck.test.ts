import { expect, test } from '../helpers/deck.ts'

test.describe('The page that tests are given', () => {
  test('shows the first slide of the build', async ({ page }) => {
    await page.goto('/1')
    await expect(page.locator('h1').first()).toBeVisible()
  })
})
