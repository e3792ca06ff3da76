import * as ts from 'typescript';

/**
 * What an assembly no longer shows of a type: an overload (only the first is kept), a union of literals (a plain string by then) and
 * `this` (the class).
 */
export function signatureProblems(typeName: string, source: string): string[] {
  const parsed = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const aliases = new Map(parsed.statements.filter(ts.isTypeAliasDeclaration).map(alias => [alias.name.text, alias.type]));
  const members = parsed.statements.filter(statement => ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement))
    .filter(({ name }) => name?.text === typeName)
    .flatMap(({ members: own }) => [...own as ts.NodeArray<ts.ClassElement | ts.TypeElement>])
    .filter(member => !isPrivate(member));
  return [...new Set([
    ...overloaded(members).map(name => `${typeName}.${name} is overloaded: give each signature a name of its own`),
    ...members.flatMap(member => typesOf(member).flatMap(type => typeProblems(type, aliases))
      .map(problem => `${typeName}.${nameOf(member)} ${problem}`)),
  ])];
}

function overloaded(members: readonly ts.Node[]): string[] {
  const isSignature = (member: ts.Node) =>
    ts.isMethodDeclaration(member) || ts.isMethodSignature(member) || ts.isConstructorDeclaration(member);
  const names = members.filter(isSignature).map(member => `${isStatic(member) ? 'static ' : ''}${nameOf(member)}`);
  return names.filter((name, position) => names.indexOf(name) < position);
}

/** Types in the signature of a member; never those in its body. */
function typesOf(member: ts.Node): ts.TypeNode[] {
  if (ts.isPropertyDeclaration(member) || ts.isPropertySignature(member)) {
    return member.type ? [member.type] : [];
  }
  return ts.isFunctionLike(member)
    ? [...member.parameters.map(parameter => parameter.type), member.type].filter(type => type !== undefined) : [];
}

function typeProblems(type: ts.Node, aliases: ReadonlyMap<string, ts.TypeNode>): string[] {
  if (type.kind === ts.SyntaxKind.ThisType) {
    return ['returns "this": jsii knows no fluent interface'];
  }
  if (ts.isLiteralTypeNode(type) && type.literal.kind !== ts.SyntaxKind.NullKeyword) {
    return [`takes the literal ${type.getText()}, a plain string in other languages: make it an enum or a value object`];
  }
  const alias = ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? aliases.get(type.typeName.text) : undefined;
  const parts: ts.Node[] = alias ? [alias] : [];
  type.forEachChild(child => { parts.push(child); });
  return parts.flatMap(part => typeProblems(part, aliases));
}

function nameOf(member: ts.Node): string {
  return ts.isConstructorDeclaration(member) ? 'constructor' : (member as ts.ClassElement).name?.getText() ?? '?';
}

function isPrivate(member: ts.Node): boolean {
  return (ts.getCombinedModifierFlags(member as ts.Declaration) & ts.ModifierFlags.Private) !== 0;
}

function isStatic(member: ts.Node): boolean {
  return (ts.getCombinedModifierFlags(member as ts.Declaration) & ts.ModifierFlags.Static) !== 0;
}
