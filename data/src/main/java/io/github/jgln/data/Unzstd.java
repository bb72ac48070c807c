package io.github.jgln.data;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Unpacks zstd by a library that need not be there: this class alone knows it, and fails to link without it. */
final class Unzstd {
    private Unzstd() {}

    static InputStream open(InputStream packed) throws IOException {
        return new ZstdInputStream(packed);
    }
}
