// How long the tests of the web client wait for what is on its way.
const patience = 25_000
const pause = 100

// eventuallySo asks again until the answer is yes.
export async function eventuallySo (what, so) {
  const end = Date.now() + patience
  while (!(await so())) {
    if (Date.now() > end) throw new Error(`it took too long: ${what}`)
    await rest()
  }
}

// eventuallySame asks two again until they say the same and complete finds nothing
// missing, and returns it. When they never do it says what each said.
export async function eventuallySame (names, ask, missing = () => '') {
  const end = Date.now() + patience
  for (;;) {
    const [a, b] = await ask()
    const lack = missing(a)
    if (lack === '' && JSON.stringify(a) === JSON.stringify(b)) return a
    if (Date.now() > end) {
      const table = ([name, said]) => `${name}: ${JSON.stringify(said, undefined, 1)}`
      throw new Error([lack, table([names[0], a]), table([names[1], b])].join('\n'))
    }
    await rest()
  }
}

const rest = () => new Promise((resolve) => setTimeout(resolve, pause))
