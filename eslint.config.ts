import antfu from '@antfu/eslint-config'

export default antfu({
  typescript: { tsconfigPath: 'tsconfig.json' },
  vue: true,
  markdown: false,
  ignores: ['briefing/review.json', 'dist', '.cache', 'slides.md', 'test-results'],
})
