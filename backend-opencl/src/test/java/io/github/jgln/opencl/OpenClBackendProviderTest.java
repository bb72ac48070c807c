package io.github.jgln.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aparapi.device.Device;
import com.aparapi.device.OpenCLDevice;
import io.github.jgln.GLN;
import io.github.jgln.spi.Availability;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.BackendOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenClBackendProviderTest extends OpenClTest {
    private final OpenClBackendProvider provider = new OpenClBackendProvider();

    private Backend open(String option, String value) {
        return provider.open(BackendOptions.of(provider, Map.of(option, value)));
    }

    @Test
    void probeListsEveryDevice() throws Devices.NoDeviceException {
        Availability.Available available = (Availability.Available) provider.probe();
        assertEquals(Devices.list().size(), available.devices().size());
        assertEquals(device().getName().trim(), available.devices().get(0).name());
        assertTrue(
                available.devices().get(0).facts().contains(device().getType().toString()));
    }

    @Test
    void aDeviceIsChosenByIndexOrPartOfItsName() {
        OpenCLDevice one = new OpenCLDevice(null, 1, Device.TYPE.GPU);
        one.setName("Fast Card 5000");
        OpenCLDevice other = new OpenCLDevice(null, 2, Device.TYPE.CPU);
        other.setName("Slow Processor 1");
        List<OpenCLDevice> devices = List.of(one, other);
        assertSame(one, Devices.choose(devices, "0"));
        assertSame(other, Devices.choose(devices, "1"));
        assertSame(other, Devices.choose(devices, "processor"));
        assertSame(one, Devices.choose(devices, "5000"), "no index, but part of a name");
        String message = assertThrows(IllegalArgumentException.class, () -> Devices.choose(devices, "2"))
                .getMessage();
        assertTrue(message.contains("0: Fast Card 5000, 1: Slow Processor 1; got '2'"), message);
    }

    @Test
    void theFormSuitsTheDeviceUnlessAskedFor() {
        assertEquals(Form.GROUP, Form.bestFor(Device.TYPE.GPU));
        assertEquals(Form.ITEM, Form.bestFor(Device.TYPE.CPU));
        try (Backend backend = open("form", "group")) {
            assertTrue(
                    backend.device().facts().contains("form group"),
                    backend.device().facts());
        }
        try (Backend backend = open("device", device().getName().substring(1).toUpperCase(Locale.ROOT))) {
            assertTrue(
                    backend.device().facts().contains("form item"),
                    backend.device().facts());
            assertTrue(
                    backend.device().facts().matches(".*compiled in \\d+\\.\\d s"),
                    backend.device().facts());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "no such device"})
    void anUnknownDeviceIsRefused(String name) {
        String message = assertThrows(IllegalArgumentException.class, () -> open("device", name))
                .getMessage();
        assertTrue(message.contains(device().getName()) && message.contains("'" + name + "'"), message);
    }

    @Test
    void anUnknownFormIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> open("form", "round"))
                .getMessage();
        assertTrue(message.contains("expected auto, item or group, got 'round'"), message);
    }

    /** More than an int of bytes cannot be one of Aparapi's buffers, whatever the device has. */
    @ParameterizedTest
    @EnumSource
    void whatDoesNotFitABufferIsRefused(Form form) {
        DeviceLimits capacity = new DeviceLimits(device(), form);
        assertEquals(5, capacity.length(5, "five"));
        assertEquals(1, capacity.length(0, "none"));
        for (long count : new long[] {1L << 29, 1L << 31, 1L << 40}) {
            String message = assertThrows(IllegalStateException.class, () -> capacity.length(count, "the weights"))
                    .getMessage();
            assertTrue(message.startsWith("the weights need " + (count >> 18) + " MiB"), message);
        }
        assertEquals(BlockKernel.TILE, capacity.rows(1L << 30, 1L << 40));
        assertEquals(0, capacity.rows(100, 400) % BlockKernel.TILE);
    }

    /** Both forms learn the same from the same rows, up to rounding: they share no kernel that computes. */
    @Test
    void theFormsAgree() {
        SmallModel model = new SmallModel(300);
        float[] item;
        try (GLN gln = SmallModel.create(Form.ITEM)) {
            item = gln.learn(model.rows, model.count, model.labels).logits();
        }
        try (GLN gln = SmallModel.create(Form.GROUP)) {
            float[] group = gln.learn(model.rows, model.count, model.labels).logits();
            for (int i = 0; i < item.length; i++) {
                assertEquals(item[i], group[i], 1e-4, "logit " + i);
            }
        }
    }
}
