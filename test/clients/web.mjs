// The driver of web_test.go: one account in the web client and in TDLib. It does on
// either what it is told, and compares what both show. The protocol is that of
// drivers/.
//
// env: as for device.mjs, web_page.mjs and drivers/protocol.mjs
import { content } from './device.mjs'
import { serve } from './drivers/protocol.mjs'
import { Page } from './web_page.mjs'
import { Account, archive, main } from './web_tdlib.mjs'
import { eventuallySame, eventuallySo } from './web_wait.mjs'

const { HOST, PORT } = process.env
const names = ['TDLib', 'the web client']
let page, tdlib
const agreed = { main: [], chats: new Map() } // what both showed last

// alike leaves out what TDLib has no words for.
const alike = (ours, theirs) => {
  const known = new Map(ours.map((row) => [row.title, row]))
  const plain = theirs.map((row) => ({ ...row, at: known.get(row.title)?.at, last: known.get(row.title)?.last && row.last }))
  return [ordered(ours), ordered(plain)]
}

// ordered puts chats in which something was written in the same second by their names:
// whose comes first is anybody's choice.
function ordered (rows) {
  const runs = []
  for (const row of rows) {
    const [first] = runs.at(-1) ?? []
    if (first && !first.pinned && !row.pinned && first.at === row.at) runs.at(-1).push(row)
    else runs.push([row])
  }
  return runs.flatMap((run) => run.toSorted((a, b) => a.title < b.title ? -1 : 1)).map(({ at, ...row }) => row)
}

const rows = (list) => eventuallySame(names, async () => alike(await tdlib.rows(list), await page.chats()))

await serve({
  async enter ({ phone, code }) {
    page = await Page.open(`http://${HOST}:${PORT}/`)
    await page.login(phone, code)
  },

  async tdlib ({ phone, code }) {
    tdlib = new Account('tdlib', { phone, code })
    await tdlib.login()
    // The notices of logins, of which the count may be wrong for a while, are read.
    await tdlib.call('createPrivateChat', { user_id: 777000, force: true })
    const { id } = (await tdlib.call('getChatHistory', { chat_id: 777000, from_message_id: 0, offset: 0, limit: 1, only_local: false })).messages[0]
    await tdlib.call('viewMessages', { chat_id: 777000, message_ids: [id], source: { _: 'messageSourceChatHistory' }, force_read: true })
  },

  // web does something on the page.
  async web ({ does, args }) { await page[does](...(args ?? [])) },

  async shot ({ name }) { await page.shot(name) },

  // call asks TDLib; what it answers is not told.
  async call ({ method, params }) { await tdlib.call(method, params) },

  async send ({ chat, text }) { await tdlib.send(chat, text) },

  // onMessage asks TDLib something about a message, by its text; more stands for the
  // rest of the parameters.
  async onMessage ({ method, chat, text, more }) {
    const id = await tdlib.id(chat, text)
    const key = { deleteMessages: 'message_ids', viewMessages: 'message_ids' }[method]
    await tdlib.call(method, { chat_id: chat, ...(key ? { [key]: [id] } : { message_id: id }), ...more })
  },

  async editMessage ({ chat, text, to }) {
    await tdlib.call('editMessageText', { chat_id: chat, message_id: await tdlib.id(chat, text), input_message_content: content(to) })
  },

  // chat compares a chat, which the page opens, when it has all these texts, in this
  // order, beside sentences of the service.
  async chat ({ id, title, texts }) {
    await page.open(id, title)
    const chat = await eventuallySame(names, async () => [await tdlib.messages(id), await page.messages()], ({ all }) => {
      const has = all.filter((m) => !m.service).map((m) => m.text)
      return JSON.stringify(has) === JSON.stringify(texts) ? '' : `it has ${JSON.stringify(has)} instead of ${JSON.stringify(texts)}`
    })
    agreed.chats.set(id, { title, chat })
    return chat
  },

  // lists compares the list of chats, the archive and each folder.
  async lists () {
    await page.list()
    const folders = await eventuallySame(names, async () => [tdlib.folders().map((f) => f.title), await page.tabs()])
    if (folders.length > 0) await page.page.getByRole('tab').first().click()
    const all = { main: await rows(main), archive: [], folders: {} }
    for (const { id, title } of tdlib.folders()) {
      await page.page.getByRole('tab').filter({ hasText: title }).click()
      all.folders[title] = await rows({ _: 'chatListFolder', chat_folder_id: id })
    }
    if (folders.length > 0) await page.page.getByRole('tab').first().click()
    await page.go('#/archive')
    all.archive = await rows(archive)
    await page.list()
    agreed.main = await page.chats()
    return all
  },

  // kept is whether the page shows what was agreed on without asking anybody. Of what is
  // pinned in chats it keeps nothing.
  async kept () {
    await page.list()
    await eventuallySame(['before', 'now'], async () => [agreed.main, await page.chats()])
    for (const [id, { title, chat }] of agreed.chats) {
      await page.open(id, title)
      await eventuallySame(['before', 'now'], async () => [chat.all, (await page.messages()).all])
    }
  },

  // has waits for a chat in TDLib's list, and returns its id.
  async has ({ title }) {
    let id
    await eventuallySo(`TDLib has ${title}`, async () => {
      const chats = await tdlib.chats()
      id = chats.find((c) => c.title === title)?.id
      return id !== undefined
    })
    return { id }
  },

  away ({ away }) { page.away = away },

  problems: () => ({ problems: page.problems }),

  async close () { await Promise.allSettled([page?.close(), tdlib?.close()]) },
})
