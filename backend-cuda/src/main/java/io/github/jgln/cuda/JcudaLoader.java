package io.github.jgln.cuda;

/** Loads the driver by way of JCuda, and says why where it cannot. */
final class JcudaLoader {
    private static final String INSTALL = "install the NVIDIA driver (nvidia-smi must work), or use another backend";

    private static JcudaDriver loaded;
    private static NoCudaException refused;

    private JcudaLoader() {}

    /**
     * The driver, loaded at the first call. A failure is kept: what a class failed to load by is told only the first time.
     *
     * @throws NoCudaException where there is none, or no device
     */
    static synchronized Driver load() throws NoCudaException {
        if (refused != null) {
            throw refused;
        }
        if (loaded == null) {
            try {
                requirePlatform(System.getProperty("os.name"), System.getProperty("os.arch"));
                loaded = new JcudaDriver();
            } catch (NoCudaException e) {
                refused = e;
            } catch (LinkageError e) {
                refused = noLibrary(e);
            } catch (CudaException e) {
                refused = noStart(e);
            }
            if (refused != null) {
                throw refused;
            }
        }
        return loaded;
    }

    /** JCuda has natives for other systems too, but only these are brought along. */
    static void requirePlatform(String os, String arch) throws NoCudaException {
        boolean x86 = arch.equals("amd64") || arch.equals("x86_64");
        if (!os.equals("Linux") || !x86) {
            throw new NoCudaException(
                    "JCuda's native libraries are here for Linux on x86_64 only, this is " + os + " on " + arch,
                    "use another backend",
                    null);
        }
    }

    static NoCudaException noLibrary(LinkageError e) {
        String cause = FirstCause.of(e);
        if (cause.contains("undefined symbol") && cause.contains("cu")) {
            return new NoCudaException(
                    "the NVIDIA driver is too old for JCuda 12.6: " + cause, "update the NVIDIA driver", e);
        }
        if (cause.contains("libcuda.so")) {
            return new NoCudaException("no NVIDIA driver: " + cause, INSTALL, e);
        }
        return new NoCudaException(
                "JCuda's native library does not load: " + cause,
                "the folder java.io.tmpdir (" + System.getProperty("java.io.tmpdir")
                        + ") must be writable and allow to execute; start with -Djava.io.tmpdir=FOLDER",
                e);
    }

    static NoCudaException noStart(CudaException e) {
        if (e.status().equals("CUDA_ERROR_NO_DEVICE")) {
            return CudaBackendProvider.noDevice(e);
        }
        return new NoCudaException("the NVIDIA driver does not start: " + e.getMessage(), INSTALL, e);
    }
}
