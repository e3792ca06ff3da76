export * from './data-classification';
export * from './key-choice';
