export * from './data-classification';
export * from './key-choice';
export * from './secure-queue';
export * from './secure-topic';
