import { retry } from '../../../../core/custom-resource.handler';

/** Everything that an operation lists, page after page. */
export async function everyPage<P extends { readonly NextToken?: string }, T>(
  read: (token?: string) => Promise<P>, items: (page: P) => T[] | undefined,
): Promise<T[]> {
  const found: T[] = [];
  let token: string | undefined;
  do {
    const page = await retry(() => read(token));
    found.push(...items(page) ?? []);
    token = page.NextToken;
  } while (token);
  return found;
}
