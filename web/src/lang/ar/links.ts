import { forms } from './forms'

export const links: Readonly<Record<string, string>> = {
  'links.channel': 'الانضمام إلى قناة',
  'links.fake': 'أبلغ كثيرون أن هذا ينتحل شخصية غيره.',
  'links.group': 'الانضمام إلى مجموعة',
  'links.joinChannel': 'الانضمام إلى القناة',
  'links.joinGroup': 'الانضمام إلى المجموعة',
  ...forms('links.members', ['بلا أعضاء', 'عضو واحد', 'عضوان', '{n} أعضاء', '{n} عضوًا', '{n} عضو']),
  'links.noNumber': 'لا أحد يمكنك العثور عليه لديه هذا الرقم.',
  'links.nobody': 'لا أحد اسمه @{name}.',
  'links.notMember': 'هذه الرسالة في محادثة خاصة لست فيها.',
  'links.opening': 'جارٍ فتح الرابط',
  'links.request': 'طلب الانضمام',
  'links.request.text': 'يقرر ذلك أحد المشرفين.',
  'links.scam': 'أبلغ كثيرون أن هذا احتيال. احذر، ولا سيما في المال.',
  'links.share': 'مشاركة مع',
  ...forms('links.subscribers', ['بلا مشتركين', 'مشترك واحد', 'مشتركان', '{n} مشتركين', '{n} مشتركًا', '{n} مشترك']),
}
