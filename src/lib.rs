//! Nothing to use here: this package runs the build script and the tests of the Bindery workspace.
