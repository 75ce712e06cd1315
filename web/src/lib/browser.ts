/** What a user agent tells of a browser, in words. */
export interface Browser {
  readonly model: string
  readonly system: string
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg(?:A|iOS)?\/(\d+)/, 'Edge'],
  [/OPR\/(\d+)/, 'Opera'],
  [/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/SamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/Android (\d+)/, 'Android'],
  [/Android/, 'Android'],
  [/iPhone OS (\d+)/, 'iOS'],
  [/iPad.*OS (\d+)/, 'iPadOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

function find(agent: string, table: readonly (readonly [RegExp, string])[]): string | undefined {
  for (const [pattern, name] of table) {
    const match = pattern.exec(agent)
    if (match) return match[1] === undefined ? name : `${name} ${match[1]}`
  }
  return undefined
}

/** browserOf is what a user agent tells of the browser and the system that it runs on. */
export const browserOf = (agent: string): Browser => ({
  model: find(agent, browsers) ?? 'Browser',
  system: find(agent, systems) ?? 'Web',
})
