export { intervalLabel } from '../../market/interval';
