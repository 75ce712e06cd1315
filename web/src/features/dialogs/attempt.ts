import { errorText } from '../../lang/errors'
import { toast } from '../../ui/Toast'

/** attempt says what went wrong with something that was started from a menu; true: nothing did. */
export async function attempt(what: Promise<unknown>): Promise<boolean> {
  try {
    await what
    return true
  } catch (error) {
    toast({ text: errorText(error), icon: 'failed' })
    return false
  }
}
