export { ScheduleDialog, type ScheduleDialogProps } from './ScheduleDialog'
