package io.github.jgln.opencl;

import com.aparapi.Config;
import com.aparapi.device.Device;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.kernel.KernelManager;
import com.aparapi.internal.opencl.OpenCLLoader;
import com.aparapi.natives.NativeLoader;
import io.github.jgln.spi.DeviceInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The OpenCL devices that Aparapi finds: accelerators first, then graphics cards, then processors. */
final class Devices {
    private static List<Device> all;

    private Devices() {}

    /** Why there is no device. */
    static final class NoDeviceException extends Exception {
        private static final long serialVersionUID = 1;

        NoDeviceException(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /**
     * Every OpenCL device, in the order their indices count.
     *
     * @throws NoDeviceException if there is none
     * @throws LinkageError if Aparapi cannot be loaded
     */
    static synchronized List<OpenCLDevice> list() throws NoDeviceException {
        if (all == null) {
            Signals signals = Signals.now();
            try {
                quietly();
                if (!OpenCLLoader.isOpenCLAvailable()) {
                    throw new NoDeviceException(loadFailure(), null);
                }
                all = List.copyOf(
                        KernelManager.instance().getDefaultPreferences().getPreferredDevices(null));
            } finally {
                signals.putBack();
            }
        }
        List<OpenCLDevice> devices = new ArrayList<>();
        for (Device device : all) {
            if (device instanceof OpenCLDevice openCl) {
                devices.add(openCl);
            }
        }
        if (devices.isEmpty()) {
            throw new NoDeviceException("OpenCL is there but no driver with a device", null);
        }
        return devices;
    }

    /** What Aparapi may run kernels on, its own Java threads included, for it to know the devices by. */
    static synchronized List<Device> all() {
        return all;
    }

    /** Loads Aparapi, which sets the level of every root log handler, and sets those back. */
    private static void quietly() {
        Map<Handler, Level> levels = new LinkedHashMap<>();
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            levels.put(handler, handler.getLevel());
        }
        try {
            Logger loader = Logger.getLogger(Config.getLoggerName());
            Level before = loader.getLevel();
            // It reports a missing library as severe, without the reason; that reason is the caller's to report.
            loader.setLevel(Level.OFF);
            OpenCLLoader.isOpenCLAvailable();
            loader.setLevel(before);
        } finally {
            levels.forEach(Handler::setLevel);
        }
    }

    /** Aparapi drops the reason, so ask again. */
    private static String loadFailure() {
        try {
            NativeLoader.load();
            return "Aparapi's native library could not be loaded";
        } catch (IOException | LinkageError e) {
            return Program.cause(e);
        }
    }

    /**
     * The device meant.
     *
     * @param wanted an index, or a part of a name in either case, of which the first match counts
     * @throws IllegalArgumentException if there is none such; lists what there is
     */
    static OpenCLDevice choose(List<OpenCLDevice> devices, String wanted) {
        if (wanted.chars().allMatch(Character::isDigit) && wanted.length() < 9) {
            int index = Integer.parseInt(wanted);
            if (index < devices.size()) {
                return devices.get(index);
            }
        }
        String part = wanted.toLowerCase(Locale.ROOT);
        for (OpenCLDevice device : devices) {
            if (device.getName().toLowerCase(Locale.ROOT).contains(part)) {
                return device;
            }
        }
        StringBuilder known = new StringBuilder();
        for (int i = 0; i < devices.size(); i++) {
            known.append(i == 0 ? "" : ", ")
                    .append(i)
                    .append(": ")
                    .append(devices.get(i).getName());
        }
        throw new IllegalArgumentException(
                "backend 'opencl', option 'device': expected an index or a part of a name of " + known + "; got '"
                        + wanted + "'");
    }

    /** A device as users see it. */
    static DeviceInfo info(OpenCLDevice device, Form form) {
        return new DeviceInfo(
                device.getName().trim(),
                String.format(
                        Locale.ROOT,
                        "%s, %s, %d compute units, %d MiB, form %s",
                        device.getType(),
                        device.getOpenCLPlatform().getName(),
                        device.getMaxComputeUnits(),
                        device.getGlobalMemSize() >> 20,
                        form));
    }
}
