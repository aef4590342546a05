@rem vscodeLauncher.ts as a program that Windows can run.
@node "%~dp0vscodeLauncher.ts" %*
