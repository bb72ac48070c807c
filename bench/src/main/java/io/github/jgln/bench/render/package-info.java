/** Reports as text, Markdown, HTML and pictures, and the pages of this source tree that are made from them. */
package io.github.jgln.bench.render;
