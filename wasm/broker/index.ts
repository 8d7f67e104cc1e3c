export { brokerAdvance } from './advance';
export { brokerCancel, brokerCancelAll, brokerSubmit, brokerSubmitNamedTarget, brokerSubmitTarget } from './decide';
export { brokerLogAddress, brokerLogCapacity, brokerLogCount, brokerMoveLog, brokerRecordBytes } from './log';
export {
  brokerChild,
  brokerLevel,
  brokerMoveOrders,
  brokerOpenCount,
  brokerOpenOrder,
  brokerOrderBytes,
  brokerOrderCapacity,
} from './orders';
export { brokerBar, brokerBind, brokerGroups, brokerOpen, brokerOrderCount, brokerRules, brokerStateBytes, brokerTargets } from './state';
export { sweepJobBytes, sweepOpen, sweepRun } from './sweep';
