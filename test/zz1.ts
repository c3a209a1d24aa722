import '#test/support/context.ts';
