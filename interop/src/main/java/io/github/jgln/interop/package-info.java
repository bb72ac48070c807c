/** Models for other software, as ONNX, and from it: PyGLN's. */
package io.github.jgln.interop;
