/** The package carries no types in its CommonJS version. */
declare module 'object-treeify' {
  function treeify(tree: object, options?: { readonly joined?: true; readonly sortFn?: ((a: string, b: string) => number) | null }): string;
  export = treeify;
}
