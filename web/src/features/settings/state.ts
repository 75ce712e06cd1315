import { type PrivacyKey, type PrivacyRule, privacyKeys } from '../../api/privacy'
import { number, t } from '../../lang/lang'

/** keyOf is what a page such as "privacy/phone" is about. */
export const keyOf = (page: string): PrivacyKey | undefined => privacyKeys.find((key) => page === `privacy/${key}`)

/** ruleWords says a rule in short: "My contacts (−1, +2)". */
export function ruleWords(rule: PrivacyRule): string {
  const words = t(`settings.privacy.${rule.who}`)
  const others = [
    ...(rule.deny.length > 0 ? [`−${number(rule.deny.length)}`] : []),
    ...(rule.allow.length > 0 ? [`+${number(rule.allow.length)}`] : []),
  ]
  return others.length === 0 ? words : `${words} (${others.join(', ')})`
}

/** Where nobody has a choice of exceptions: who finds one by a number is everybody or contacts. */
export const choicesOf = (key: PrivacyKey): readonly PrivacyRule['who'][] =>
  key === 'findByPhone' ? ['everybody', 'contacts'] : ['everybody', 'contacts', 'nobody']

/** withException is a rule with others in one of its lists of exceptions; who is in one is not in the other. */
export function withException(rule: PrivacyRule, list: 'allow' | 'deny', ids: readonly number[]): PrivacyRule {
  const other = list === 'allow' ? 'deny' : 'allow'
  return { ...rule, [list]: ids, [other]: rule[other].filter((id) => !ids.includes(id)) }
}

/** usernameProblem is what is wrong with a username before the server is asked; undefined: nothing. */
export function usernameProblem(name: string): 'short' | 'long' | 'letters' | 'start' | undefined {
  if (name === '') return undefined
  if (!/^\w+$/.test(name) || /[^\x20-\x7e]/.test(name)) return 'letters'
  if (!/^[a-z]/i.test(name)) return 'start'
  if (name.length < 5) return 'short'
  return name.length > 32 ? 'long' : undefined
}
