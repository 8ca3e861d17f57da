/** Tests run as compiled, beside what they test; the suffix says what they cost (docs/ARCHITECTURE.md). */
const project = (name, extra = {}) => ({
  displayName: name,
  testEnvironment: "node",
  testMatch: [`**/dist/**/*.${name}.test.js`],
  modulePathIgnorePatterns: ["<rootDir>/.railbooker"],
  transform: {},
  ...extra,
});

export default {
  projects: [project("unit"), project("int"), project("e2e")],
  testTimeout: 60_000,
};
