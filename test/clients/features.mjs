// The driver of features_test.go: people on TDLib and mtcute who try a group of
// features on each other, one after the other. The protocol is that of drivers/.
//
// arg: the group
// env: as for device.mjs and drivers/protocol.mjs
import { serve } from './drivers/protocol.mjs'
import { World, complaints } from './features_people.mjs'
import { compare } from './features_restart.mjs'

let features, world

await serve({
  // start logs everybody in, and returns the names of the features.
  async start ({ numbers }) {
    ({ features } = await import(`./features_${process.argv[2]}.mjs`))
    world = new World(numbers)
    await world.start()
    return { features: Object.keys(features) }
  },

  run: ({ feature }) => features[feature](world),

  // restart has TDLib start again with its database, and compares what it shows
  // with what a new one is told by the server.
  restart: () => compare(world),

  // later: the server's clock is ahead by what a feature asked for.
  later: () => world.isLater(),

  close: () => world?.close(),

  // complaints are errors that mtcute logged.
  complaints: () => ({ complaints }),
})
