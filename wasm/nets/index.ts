export { lstmPredict } from './lstm';
