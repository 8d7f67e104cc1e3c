import { useStore } from './external-store';
import { type LabState, labStore } from './lab-store';

export { beginLab, openInLab } from './lab-actions';

/** A part of the lab's state; the component renders again when that part changes. */
export const useLab = <S>(select: (state: LabState) => S): S => useStore(labStore, select);
