// The list of chats: its order, the archive, folders, marks, notifications.
import assert from 'node:assert/strict'
import { Person, eventually, refused, text } from './features_people.mjs'

const main = { _: 'chatListMain' }
const archive = { _: 'chatListArchive' }
const order = async (d, list = main) => {
  await d.call('loadChats', { chat_list: list, limit: 100 }).catch((e) => assert.equal(e.code, 404))
  return (await d.call('getChats', { chat_list: list, limit: 100 })).chat_ids
}
const ordered = (w, list, want) => Promise.all(w.devices.map((d) => eventually(d, `the order ${want}`, async () => {
  assert.deepEqual((await order(d, list)).slice(0, want.length), want)
})))
const dialogs = async (person, params) => {
  const all = []
  for await (const d of person.tg.iterDialogs(params)) all.push(d)
  return all
}

async function pinning (w) {
  const { alice, bob } = w
  await w.bobSends(() => bob.tg.sendText(w.a, 'on top'))
  await w.sends(w.carol, () => w.carol.tg.sendText(w.a, 'now I am'))
  await ordered(w, main, [w.c, w.b])
  await alice.call('toggleChatIsPinned', { chat_list: main, chat_id: w.b, is_pinned: true })
  await ordered(w, main, [w.b, w.c])
  for (const d of w.devices) {
    await eventually(d, 'it is pinned', async () => assert.equal((await d.call('getChat', { chat_id: w.b })).positions.find((p) => p.list._ === 'chatListMain').is_pinned, true))
  }
  await alice.call('toggleChatIsPinned', { chat_list: main, chat_id: w.c, is_pinned: true })
  await ordered(w, main, [w.c, w.b])
  await w.alice2.call('setPinnedChats', { chat_list: main, chat_ids: [w.b, w.c] })
  await ordered(w, main, [w.b, w.c])
  await w.sends(w.carol, () => w.carol.tg.sendText(w.a, 'pins stay where they are'))
  await ordered(w, main, [w.b, w.c])
  await alice.call('toggleChatIsPinned', { chat_list: main, chat_id: w.b, is_pinned: false })
  await ordered(w, main, [w.c])
  await alice.call('toggleChatIsPinned', { chat_list: main, chat_id: w.c, is_pinned: false })
  await ordered(w, main, [w.c, w.b])
  await assert.rejects(alice.call('setPinnedChats', { chat_list: main, chat_ids: [1] }), { code: 400 })

  // His list.
  await bob.tg.call({ _: 'messages.toggleDialogPin', peer: { _: 'inputDialogPeer', peer: await bob.tg.resolvePeer(w.a) }, pinned: true })
  const his = await dialogs(bob, { pinned: 'include' })
  assert.deepEqual([his[0].peer.id, his[0].isPinned], [w.a, true])
}

async function archiving (w) {
  const { alice, bob } = w
  await alice.call('addChatToList', { chat_id: w.b, chat_list: archive })
  await ordered(w, archive, [w.b])
  for (const d of w.devices) assert.ok(!(await order(d)).includes(w.b))
  // What arrives brings it back; unless it is muted.
  await w.bobSends(() => bob.tg.sendText(w.a, 'back'))
  await ordered(w, main, [w.b])
  for (const d of w.devices) assert.deepEqual(await order(d, archive), [])
  await refused(alice.call('addChatToList', { chat_id: w.a, chat_list: archive }), '')

  await bob.tg.archiveChats(w.a)
  assert.deepEqual((await dialogs(bob, { archived: 'only' })).map((d) => [d.peer.id, d.isArchived]), [[w.a, true]])
  await bob.tg.unarchiveChats(w.a)
  assert.deepEqual(await dialogs(bob, { archived: 'only' }), [])
}

const folder = (name, more) => ({ _: 'chatFolder', name: { _: 'chatFolderName', text: { _: 'formattedText', text: name, entities: [] }, animate_custom_emoji: false }, color_id: -1, pinned_chat_ids: [], included_chat_ids: [], excluded_chat_ids: [], ...more })
const folders = (d, want) => d.wait(`the folders ${want}`, (u) => u._ === 'updateChatFolders' && u.chat_folders.map((f) => f.name.text.text).join() === want)

async function foldering (w) {
  const { alice, alice2, bob } = w
  const recommended = await alice.call('getRecommendedChatFolders')
  assert.deepEqual(recommended.chat_folders.map((f) => f.folder.name.text.text).toSorted(), ['Personal', 'Unread'])
  const work = await alice.call('createChatFolder', { folder: folder('Work', { pinned_chat_ids: [w.c], included_chat_ids: [w.b] }) })
  await folders(alice2, 'Work')
  const inFolder = { _: 'chatListFolder', chat_folder_id: work.id }
  await ordered(w, inFolder, [w.c, w.b])
  const seen = await alice2.call('getChatFolder', { chat_folder_id: work.id })
  assert.deepEqual([seen.pinned_chat_ids, seen.included_chat_ids], [[w.c], [w.b]])
  const unread = await alice.call('createChatFolder', { folder: folder('New', { exclude_read: true, include_contacts: true }) })
  await folders(alice2, 'Work,New')
  await alice2.call('reorderChatFolders', { chat_folder_ids: [unread.id, work.id], main_chat_list_position: 0 })
  await folders(alice, 'New,Work')
  await alice.call('editChatFolder', { chat_folder_id: work.id, folder: folder('Job', { included_chat_ids: [w.b], exclude_muted: true }) })
  await folders(alice2, 'New,Job')
  await ordered(w, inFolder, [w.b])
  await alice.call('deleteChatFolder', { chat_folder_id: unread.id, leave_chat_ids: [] })
  await folders(alice2, 'Job')

  // People alone cannot be shared by a link.
  await assert.rejects(alice.call('createChatFolderInviteLink', { chat_folder_id: work.id, name: 'all', chat_ids: [w.b] }), { code: 400 })
  await assert.rejects(alice.call('checkChatFolderInviteLink', { invite_link: 'https://t.me/addlist/nothing' }), { code: 400 })
  await assert.rejects(alice.call('createChatFolder', { folder: folder('Nothing', {}) }), { code: 400 })

  const f = await bob.tg.createFolder({ title: { _: 'textWithEntities', text: 'His', entities: [] }, contacts: true })
  const his = await bob.tg.getFolders()
  assert.deepEqual(his.filters.filter((f) => f._ === 'dialogFilter').map((f) => f.title.text), ['His'])
  assert.ok((await dialogs(bob, { folder: 'His' })).some((d) => d.peer.id === w.a))
  await bob.tg.deleteFolder(f.id)
  await refused(bob.tg.createFolder({ title: { _: 'textWithEntities', text: '', entities: [] }, contacts: true }), 'FILTER_TITLE_EMPTY')
}

async function unreadMarks (w) {
  const { alice, alice2, bob } = w
  await alice.call('toggleChatIsMarkedAsUnread', { chat_id: w.b, is_marked_as_unread: true })
  await alice2.wait('the mark', (u) => u._ === 'updateChatIsMarkedAsUnread' && u.chat_id === w.b && u.is_marked_as_unread)
  const mark = alice.mark()
  await alice2.call('toggleChatIsMarkedAsUnread', { chat_id: w.b, is_marked_as_unread: false })
  await alice.wait('no mark', (u) => u._ === 'updateChatIsMarkedAsUnread' && u.chat_id === w.b && !u.is_marked_as_unread, mark)
  await bob.tg.markChatUnread(w.a)
  const [d] = await bob.tg.getPeerDialogs(w.a)
  assert.deepEqual([d.isManuallyUnread, d.isUnread], [true, true])
}

const ofChat = (more) => ({
  _: 'chatNotificationSettings', use_default_mute_for: true, mute_for: 0, use_default_sound: true, sound_id: 0, use_default_show_preview: true, show_preview: true,
  use_default_mute_stories: true, use_default_story_sound: true, use_default_show_story_poster: true,
  use_default_disable_pinned_message_notifications: true, use_default_disable_mention_notifications: true, ...more,
})
const scope = { _: 'notificationSettingsScopePrivateChats' }

async function notifications (w) {
  const { alice, alice2, bob } = w
  await alice.call('setChatNotificationSettings', { chat_id: w.b, notification_settings: ofChat({ use_default_mute_for: false, mute_for: 0x7fffffff, use_default_show_preview: false, show_preview: false }) })
  const muted = await alice2.wait('it is muted', (u) => u._ === 'updateChatNotificationSettings' && u.chat_id === w.b && u.notification_settings.mute_for > 1e6)
  assert.deepEqual([muted.notification_settings.use_default_show_preview, muted.notification_settings.show_preview], [false, false])
  let except = await alice2.call('getChatNotificationSettingsExceptions', { scope, compare_sound: false })
  assert.deepEqual(except.chat_ids, [w.b])
  await alice.call('setScopeNotificationSettings', { scope, notification_settings: { _: 'scopeNotificationSettings', mute_for: 3600, sound_id: 0, show_preview: false, use_default_mute_stories: true } })
  const all = await alice2.wait('all are muted', (u) => u._ === 'updateScopeNotificationSettings' && u.scope._ === scope._ && u.notification_settings.mute_for > 0)
  assert.ok(all.notification_settings.mute_for > 3590 && all.notification_settings.mute_for <= 3600 && !all.notification_settings.show_preview)
  const mark = alice2.mark()
  await alice.call('resetAllNotificationSettings')
  await alice2.wait('as at first', (u) => u._ === 'updateScopeNotificationSettings' && u.scope._ === scope._ && u.notification_settings.mute_for === 0, mark)
  await alice2.wait('as others', (u) => u._ === 'updateChatNotificationSettings' && u.chat_id === w.b && u.notification_settings.use_default_mute_for, mark)
  except = await alice2.call('getChatNotificationSettingsExceptions', { scope, compare_sound: true })
  assert.deepEqual(except.chat_ids, [])

  const peer = { _: 'inputNotifyPeer', peer: await bob.tg.resolvePeer(w.a) }
  await bob.tg.call({ _: 'account.updateNotifySettings', peer, settings: { _: 'inputPeerNotifySettings', muteUntil: 0x7fffffff } })
  const until = async () => (await bob.tg.getPeerDialogs(w.a))[0].raw.notifySettings.muteUntil // isMuted of mtcute tells of "silent"
  assert.equal(await until(), 0x7fffffff)
  await bob.tg.call({ _: 'account.updateNotifySettings', peer, settings: { _: 'inputPeerNotifySettings' } })
  assert.equal(await until(), undefined)
  await refused(bob.tg.call({ _: 'account.updateNotifySettings', peer, settings: { _: 'inputPeerNotifySettings', muteUntil: -5 } }), 'SETTINGS_INVALID')
}

async function actionBars (w) {
  const { alice, alice2 } = w
  const name = `alice_${w.a}`.slice(0, 30)
  await alice.call('setUsername', { username: name })
  const dave = Object.assign(new Person('Dave', w.numbers[3]), { code: w.bob.code })
  w.others.push(dave)
  await dave.login()
  const her = await dave.tg.resolveUser(name)
  const marks = w.devices.map((d) => d.mark())
  await dave.tg.sendText(her, 'who is this')
  for (const [i, d] of w.devices.entries()) {
    await d.receive('who is this', marks[i])
    await d.call('openChat', { chat_id: dave.id })
    const u = await d.wait('the bar', (u) => u._ === 'updateChatActionBar' && u.chat_id === dave.id && u.action_bar, marks[i])
    assert.equal(u.action_bar._, 'chatActionBarReportAddBlock')
  }
  const settings = await dave.tg.getPeerSettings(w.a)
  assert.ok(settings.raw.addContact && !settings.raw.blockContact)
  // Taken off on one device it is off on the other.
  const mark = alice2.mark()
  await alice.call('removeChatActionBar', { chat_id: dave.id })
  await alice2.wait('no bar', (u) => u._ === 'updateChatActionBar' && u.chat_id === dave.id && !u.action_bar, mark)
  await dave.tg.call({ _: 'messages.hidePeerSettingsBar', peer: await dave.tg.resolvePeer(w.a) })
  assert.ok(!(await dave.tg.getPeerSettings(w.a)).raw.addContact)
  assert.equal((await alice.call('getChat', { chat_id: w.b })).action_bar, undefined, 'contacts have none')
  for (const d of w.devices) await d.call('closeChat', { chat_id: dave.id })
  await refused(dave.tg.resolveUser('nobody_of_this_name'), 'not found')
}

async function topChats (w) {
  const { alice, bob } = w
  for (const s of ['one', 'two', 'three']) await w.aliceSends(text(s))
  await w.send(alice, w.c, text('one'))
  await eventually(alice, 'the top', async () => {
    const { chat_ids: ids } = await alice.call('getTopChats', { category: { _: 'topChatCategoryUsers' }, limit: 10 })
    assert.deepEqual(ids, [w.b, w.c])
  })
  await bob.tg.sendText(w.a, 'rated')
  const top = async () => (await bob.tg.call({ _: 'contacts.getTopPeers', correspondents: true, offset: 0, limit: 10, hash: bob.lib.Long.ZERO }))
  const [{ peers }] = (await top()).categories
  assert.deepEqual(peers.map((p) => p.peer.userId), [w.a])
  await bob.tg.call({ _: 'contacts.resetTopPeerRating', category: { _: 'topPeerCategoryCorrespondents' }, peer: await bob.tg.resolvePeer(w.a) })
  assert.deepEqual((await top()).categories.flatMap((c) => c.peers), [])
  await alice.call('removeTopChat', { category: { _: 'topChatCategoryUsers' }, chat_id: w.c })
  assert.deepEqual((await alice.call('getTopChats', { category: { _: 'topChatCategoryUsers' }, limit: 10 })).chat_ids, [w.b])
}

export const features = {
  'pinned chats': pinning, archive: archiving, folders: foldering, 'marks as unread': unreadMarks, notifications, 'bars above chats': actionBars, 'top chats': topChats,
}
