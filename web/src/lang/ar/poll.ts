import { forms } from './forms'

export const poll: Readonly<Record<string, string>> = {
  'poll.anonymous': 'استطلاع مجهول',
  'poll.public': 'استطلاع علني',
  'poll.quiz': 'اختبار',
  'poll.quiz.anonymous': 'اختبار مجهول',
  'poll.closed': 'النتائج النهائية',
  'poll.explain': 'الشرح',
  'poll.nobody': 'لا أصوات بعد',
  'poll.nobody.quiz': 'لا إجابات بعد',
  ...forms('poll.votes', ['لا أصوات', 'صوت واحد', 'صوتان', '{n} أصوات', '{n} صوتًا', '{n} صوت']),
  ...forms('poll.answers', ['لا إجابات', 'إجابة واحدة', 'إجابتان', '{n} إجابات', '{n} إجابة', '{n} إجابة']),
  'poll.results': 'عرض النتائج · {count}',
  'poll.vote': 'تصويت',
  ...forms('poll.option', [
    'لا أصوات، {percent}',
    'صوت واحد، {percent}',
    'صوتان، {percent}',
    '{n} أصوات، {percent}',
    '{n} صوتًا، {percent}',
    '{n} صوت، {percent}',
  ]),
  'poll.chosen': 'اختيارك',
  'poll.correct': 'الإجابة الصحيحة',
  'poll.todo.add': 'إضافة مهمة',
  'poll.todo.task': 'مهمة',
  'poll.todo.done': 'أُنجز {done} من {n}',
}
