import '#test/support/app.ts';
