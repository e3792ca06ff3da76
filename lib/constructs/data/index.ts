export * from './backup-by-class';
export * from './data-classification';
export * from './key-choice';
export * from './secure-backup-vault';
export * from './secure-queue';
export * from './secure-topic';
